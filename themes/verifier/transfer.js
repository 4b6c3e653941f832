/** What a visitor hands to the page: files, whole folders, a record's text, links of this site. */

/**
 * `name` is what the visitor knows it by. `file` holds it; for a link it is null, and `address` is
 * where the record lies on this site, or null where another site would have to be asked, or "" where
 * this site has no credential. Without file and link it is a line in which there is no link.
 * @typedef {{name: string, link: string, file: Blob | null, address: string | null}} Source
 */

export const MAX_SOURCES = 1000; // each is a line of the list and a document in memory
const MAX_ENTRIES = 20_000; // looked at in dropped folders
const BADGE_FILES = /\.(?:json|jsonld|png|svg)$/i;
const CREDENTIAL = /^(c\/[a-z0-9]{2}\/[a-z0-9]+)(?:\.html|\.json)?$/;

/** @param {Iterable<File> | null | undefined} files @returns {Source[]} */
export function sourcesOfFiles(files) {
  return [...(files ?? [])].map((file) => sourceOfFile(file, file.name));
}

/**
 * One record, or where there is a link, one source for each line.
 * @param {string | undefined} text @param {string[]} sites addresses at which this site may be named
 * @returns {Source[]}
 */
export function sourcesOfText(text, sites) {
  const lines = (text ?? '').split(/[\r\n]+/).map((line) => line.trim());
  const given = lines.filter((line) => line !== '');
  if (given.length === 0) return [];
  const links = given.map((line) => linkIn(line, sites));
  if (given[0].startsWith('{') || links.every((link) => link === '')) {
    return [{name: '', link: '', file: new Blob([text ?? '']), address: null}];
  }
  return links.map((link, at) => {
    return {name: link || given[at], link, file: null, address: recordAddress(link, sites)};
  });
}

/**
 * The line if it is a link, or the link of this site that stands in it, as in an e-mail, or "".
 * @param {string} line @param {string[]} sites
 */
function linkIn(line, sites) {
  if (/^https?:\/\/\S+$/i.test(line)) return line;
  const words = line.split(/[\s<>()[\]"',;|]+/).map((word) => word.replace(/[.:!?]+$/, ''));
  const links = words.map((word) => (/^https?:/i.test(word) ? word : `https://${word}`));
  return links.find((link) => recordAddress(link, sites)) ?? '';
}

/**
 * Where the record of a credential's page is; null for another site, "" for no credential. What
 * stands behind `#` is the holder's affair.
 * @param {string} link @param {string[]} sites the first one is the address that records have
 */
export function recordAddress(link, sites) {
  const [place] = link.split(/[?#]/, 1);
  const [, scheme, host, path] = /^(https?:\/\/)([^/]*)(.*)$/i.exec(place) ?? [];
  if (scheme === undefined) return null;
  const found = sites.map(bare).find((site) => `${host.toLowerCase()}${path}`.startsWith(site));
  if (found === undefined) return null;
  const credential = CREDENTIAL.exec(`${host}${path}`.slice(found.length));
  return credential ? `${sites[0]}${credential[1]}.json` : '';
}

/**
 * The files of a drop. Of a folder, those that can be badges, with their paths; how many others
 * there were is `left`. Must be called while the drop is being told: later its items are gone.
 * @param {DataTransfer} transfer
 * @returns {Promise<{sources: Source[], left: number}>}
 */
export async function sourcesOfDrop(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) {
    return {sources: sourcesOfFiles(transfer.files), left: 0};
  }
  const found = {sources: /** @type {Source[]} */ ([]), left: 0};
  const waiting = entries.filter((entry) => entry !== null);
  for (let seen = 0; waiting.length > 0 && seen < MAX_ENTRIES; seen++) {
    const entry = /** @type {FileSystemEntry} */ (waiting.shift());
    const path = entry.fullPath.replace(/^\//, '');
    if (entry.isDirectory) {
      waiting.push(...(await entriesIn(/** @type {FileSystemDirectoryEntry} */ (entry))));
    } else if (BADGE_FILES.test(path) || !path.includes('/')) {
      const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
      if (file) found.sources.push(sourceOfFile(file, path));
    } else {
      found.left += 1;
    }
  }
  found.sources.sort((one, other) => (one.name < other.name ? -1 : 1));
  return found;
}

/** @param {string} address */
function bare(address) {
  return address.replace(/^https?:\/\//, '');
}

/** @param {Blob} file @param {string} name @returns {Source} */
function sourceOfFile(file, name) {
  return {name, link: '', file, address: null};
}

/** A folder tells its entries by and by. @param {FileSystemDirectoryEntry} folder */
async function entriesIn(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File | null>} */
function fileOf(entry) {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

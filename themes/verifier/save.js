/** Hand a file that the page has made to the visitor. */

const DOWNLOAD_TIME = 60_000; // milliseconds in which a download has begun

/** @param {BlobPart[]} parts @param {string} name @param {string} type */
export function save(parts, name, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_TIME);
}

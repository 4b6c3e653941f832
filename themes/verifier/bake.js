/**
 * Bake a record into its badge's picture, as `generator/bake.py` does. The credential page loads
 * this module when somebody asks for such a picture, and not before.
 */

import {canonical} from './jcs.js';
import {FileError, PNG_SIGNATURE, RECORD_HEAD, RECORD_KEYWORD} from './png.js';
import {crc32, isPng, keywordOf, readChunks, trimmed} from './png.js';
import {MAX_WAIT, besidePage, makeReader} from './resources.js';
import {save} from './save.js';
import {parse} from './strict-json.js';

/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {import('./strict-json.js').Json} Json */

const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const PNG_WIDTH = 512; // pixels, as in picture.py

/**
 * Make the picture of the page's record and hand it to the visitor as a file.
 * @param {string} form `png` or `svg` @param {Json} record as the page has verified it
 * @param {string} name of the file, without its ending
 */
export async function savePicture(form, record, name) {
  const {base = '', root = ''} = document.documentElement.dataset;
  const read = makeReader(base, root);
  const published = await read(record.id.replace(/html$/, 'json'));
  // What is given away is what was signed and published, to the byte.
  if (published === null || !isSame(parse(published.bytes), record)) throw new FileError('none');
  const {image} = record.credentialSubject.achievement;
  const url = typeof image === 'string' ? image : image.id;
  const address = besidePage(url, base, root);
  if (address === null) throw new FileError('none');
  if (form === 'svg') {
    save([bakeSvg(await readSvg(address), published.bytes)], `${name}.svg`, 'image/svg+xml');
    return;
  }
  const picture = (await read(url))?.bytes;
  const png = picture && isPng(picture) ? picture : await draw(address);
  save([bakePng(png, published.bytes)], `${name}.png`, 'image/png');
}

/**
 * Return `picture` with `record` in it, in place of any record that was there.
 * @param {Bytes} picture @param {Bytes} record
 * @returns {Bytes}
 * @throws {FileError} when `picture` is not a whole PNG
 */
export function bakePng(picture, record) {
  const chunks = readChunks(picture).filter((chunk) => keywordOf(chunk) !== RECORD_KEYWORD);
  const [header, ...others] = chunks.map(({whole}) => whole);
  const text = new TextEncoder().encode(`iTXt${RECORD_HEAD}`);
  const body = joined([text, trimmed(record)]);
  // After IHDR, before the pixels: readers need not go far.
  return joined([Uint8Array.from(PNG_SIGNATURE), header, chunkOf(body), ...others]);
}

/**
 * Put `record` into `picture` and return its text.
 * @param {XMLDocument} picture @param {Bytes} record
 * @returns {string}
 * @throws {FileError} when `picture` carries a record already
 */
export function bakeSvg(picture, record) {
  const isBaked = picture.getElementsByTagNameNS(NAMESPACE, 'credential').length > 0;
  if (isBaked) throw new FileError('many');
  const element = picture.createElementNS(NAMESPACE, 'openbadges:credential');
  // XML cannot carry some characters that JSON can, so all but ASCII is escaped; so are `<` and
  // `>`, that neither the end of a CDATA section nor an entity can occur. It stays the same JSON
  // document, hence the same proof.
  const text = new TextDecoder()
    .decode(trimmed(record))
    .replace(/[^\0-;=?-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  element.append(picture.createCDATASection(text));
  picture.documentElement.prepend(element);
  return new XMLSerializer().serializeToString(picture);
}

/** @param {Json} one @param {Json} other */
function isSame(one, other) {
  return String(canonical(one)) === String(canonical(other));
}

/**
 * The request parses it: to parse text here would need leave under Trusted Types.
 * @param {string} address
 * @returns {Promise<XMLDocument>}
 */
function readSvg(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.overrideMimeType('image/svg+xml');
    request.responseType = 'document';
    request.timeout = MAX_WAIT;
    request.onloadend = () => {
      const picture = request.status === 200 ? request.responseXML : null;
      if (picture?.documentElement.localName === 'svg') resolve(picture);
      else reject(new FileError('broken'));
    };
    request.send();
  });
}

/**
 * Draw the picture at `address`, whatever its kind, as a PNG.
 * @param {string} address
 * @returns {Promise<Bytes>}
 */
async function draw(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = PNG_WIDTH;
  canvas.height = Math.round((PNG_WIDTH * image.naturalHeight) / image.naturalWidth) || PNG_WIDTH;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  /** @type {Blob | null} */
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (drawn === null) throw new FileError('broken');
  return new Uint8Array(await drawn.arrayBuffer());
}

/** A chunk of its kind and data. @param {Bytes} body */
function chunkOf(body) {
  const ends = new DataView(new ArrayBuffer(8));
  ends.setUint32(0, body.length - 4);
  ends.setUint32(4, crc32(body));
  return joined([new Uint8Array(ends.buffer, 0, 4), body, new Uint8Array(ends.buffer, 4)]);
}

/** @param {Bytes[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

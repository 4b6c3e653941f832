/**
 * Unpack gzip (RFC 1952): exactly one member, nothing after it, no more than asked for.
 *
 * The browser has this built in. Node's own takes several members and zeros behind them, so the
 * length at the end of the input is compared as well: it is that of the last member alone.
 */

/** @typedef {import('./strict-json.js').Bytes} Bytes */

/** The bytes are not one gzip member of at most the length allowed. */
export class GzipError extends Error {}

/**
 * Unpack `packed`, which may hold no more than `maxBytes`; rejects with GzipError.
 * @param {Bytes} packed @param {number} maxBytes
 * @returns {Promise<Bytes>}
 */
export async function gunzip(packed, maxBytes) {
  let output = null;
  let length = 0;
  try {
    const end = new DataView(packed.buffer, packed.byteOffset, packed.length);
    length = end.getUint32(packed.length - 4, true);
    const unpacked = streamOf(packed).pipeThrough(new DecompressionStream('gzip'));
    output = await readBounded(unpacked, maxBytes);
  } catch (error) {
    throw new GzipError(String(error)); // damaged, cut short, not gzip: engines have own words
  }
  if (output === null || output.length !== length) throw new GzipError();
  return output;
}

/**
 * Read a stream to its end; null as soon as it holds more than `maxBytes`.
 * @param {ReadableStream<Bytes>} stream @param {number} maxBytes
 * @returns {Promise<Bytes | null>}
 */
export async function readBounded(stream, maxBytes) {
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * A `Blob` would do it in a line, and go through another process of the browser for each list.
 * @param {Bytes} bytes
 * @returns {ReadableStream<Bytes>}
 */
function streamOf(bytes) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

// How long the first scenario of a file takes: the median of `count` runs after as many, in ms.
async ([file, count]) => {
  const {blobs, scenarios} = await (await fetch(file)).json();
  const {verify} = await import('./verify.js');
  const {parseDateTimeStamp} = await import('./dates.js');
  const bytesOf = (key) =>
    Uint8Array.from(atob(blobs[key]), (character) => character.charCodeAt(0));
  const [{now, issuer, record, resources}] = scenarios;
  const files = new Map(Object.entries(resources).map(([url, key]) => [url, bytesOf(key)]));
  const raw = bytesOf(record);
  const times = [];
  for (let turn = 0; turn < 2 * count; turn++) {
    const start = performance.now();
    await verify(raw, issuer, async (url) => files.get(url) ?? null, parseDateTimeStamp(now));
    times.push(performance.now() - start);
  }
  return times.slice(count).sort((a, b) => a - b)[count >> 1];
}

// What the verifier finds in each scenario of a file: {name: [verdict, findings], …}
async (file) => {
  const {blobs, scenarios} = await (await fetch(file)).json();
  const {verify} = await import('./verify.js');
  const {parseDateTimeStamp} = await import('./dates.js');
  const bytesOf = (key) =>
    Uint8Array.from(atob(blobs[key]), (character) => character.charCodeAt(0));
  const found = {};
  for (const {name, now, issuer, about, record, resources} of scenarios) {
    const places = new Map(Object.entries(resources));
    const read = async (url) => (places.has(url) ? bytesOf(places.get(url)) : null);
    const time = parseDateTimeStamp(now);
    const result = await verify(bytesOf(record), issuer, read, time, about);
    const findings = result.findings.map((item) => [
      ...[item.check, item.outcome, item.code, item.pointer, item.detail],
    ]);
    found[name] = [result.verdict, findings];
  }
  return found;
}

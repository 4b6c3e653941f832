// The record in each picture of a file, by its name; null where the page refuses the picture.
async (file) => {
  const pictures = Object.entries(await (await fetch(file)).json());
  const {unbake} = await import('./baked.js');
  const {FileError} = await import('./png.js');
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  return pictures.map(([name, {picture}]) => {
    try {
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
      return [name, decoder.decode(unbake(bytes))];
    } catch (error) {
      return [name, error instanceof FileError ? null : String(error)];
    }
  });
}

async (addresses) => {
  const pixels = [];
  for (const address of addresses) {
    const image = new Image();
    image.src = address;
    await image.decode();
    const context = new OffscreenCanvas(512, 512).getContext('2d');
    context.drawImage(image, 0, 0, 512, 512);
    pixels.push(context.getImageData(0, 0, 512, 512).data);
  }
  const [one, other] = pixels;
  if (one.every((value) => value === one[0])) throw new Error('nothing to compare');
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at])), 0);
};

// Drop or paste a file or a text; false if the page keeps the browser from opening it.
([type, name, data, isText]) => {
  const transfer = new DataTransfer();
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  if (isText) transfer.setData('text/plain', new TextDecoder().decode(bytes));
  else transfer.items.add(new File([bytes], name));
  if (type === 'paste') {
    const event = new ClipboardEvent(type, {bubbles: true, clipboardData: transfer});
    return document.body.dispatchEvent(event);
  }
  const event = new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: transfer});
  return document.getElementById('drop').dispatchEvent(event);
}

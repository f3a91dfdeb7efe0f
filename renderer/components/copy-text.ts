/**
 * Puts a text on the clipboard, by the event of a copy: it needs no permission, of which the window has none. Tells
 * whether it could be done, which is so within what a click or a key leads to.
 */
export function copyText(text: string): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    // Nobody else is to put another text in its place.
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', put, { capture: true, once: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', put, { capture: true });
  }
}

/**
 * What a credential's page offers once its verdict is shown: to print it, to share it, to take the
 * badge as a picture, to compare an e-mail address, to read it in another language. The page loads
 * this module behind the verdict, so that nothing here delays it.
 */

import {byId, fillSentence, isolate, listen, setHidden, setText} from './elements.js';
import {useWords, words} from './elements.js';
import {emailHashes, hashEmail} from './email.js';
import {offerLanguages} from './languages.js';
import {offerSharing} from './share.js';

/** @typedef {import('./credential-page.js').Context} Context */

/** @param {Context} context */
export function start(context) {
  setHidden('print', false);
  listen('print', 'click', () => window.print());
  const sayComparison = context.authentic ? offerComparison(context) : () => {};
  if (context.proven) offerPictures(context);
  offerSharing(context.proven ? context.fields : null);
  offerLanguages(({js, checks}) => {
    useWords(js);
    context.show(js, checks);
    sayComparison();
    setText('picture-out', '');
  });
}

/**
 * The script that makes the pictures is loaded when somebody asks for one.
 * @param {Context} context
 */
function offerPictures({result, fields}) {
  setHidden('pictures', false);
  for (const form of ['png', 'svg']) {
    listen(`as-${form}`, 'click', async () => {
      setText('picture-out', '');
      try {
        const {savePicture} = await import('./bake.js');
        await savePicture(form, result?.document, fields.texts['short-id']);
      } catch {
        setText('picture-out', words().noPicture);
      }
    });
  }
}

/**
 * Whoever has the holder's private link can see whether the record was made out to an address.
 * What came of it can be said again.
 * @param {Context} context
 */
function offerComparison({result}) {
  const salt = /^#m=([\w-]+)$/.exec(location.hash)?.[1];
  const hashes = emailHashes(result?.document);
  let [compared, isTheirs] = ['', false];
  const say = () => {
    const out = byId('who-out');
    if (compared === '' || out === null) return;
    const sentence = isTheirs ? words().mailYes : words().mailNo;
    out.textContent = fillSentence(sentence, {mail: isolate(compared)});
    out.dataset.r = isTheirs ? 'passed' : 'unknown';
  };
  if (salt === undefined || hashes.length === 0) return say;
  setHidden('theirs', false);
  setHidden('theirs-how', true);
  listen('who', 'submit', async (event) => {
    event.preventDefault();
    const email = /** @type {HTMLInputElement} */ (byId('mail')).value.trim();
    if (email === '') return;
    [isTheirs, compared] = [hashes.includes(await hashEmail(email, salt)), email];
    say();
  });
  return say;
}

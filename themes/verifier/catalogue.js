/**
 * The two tables that both languages share, as Node reads them.
 *
 * The build puts definitions of `CHECKS` and `SHAPES` in the place of this module, so nothing but
 * these two names may be defined here.
 */

import {readFileSync} from 'node:fs';

/** What each check can find, with words for people: `generator/vc/checks.json`. */
export const CHECKS = JSON.parse(
  readFileSync(new URL('../../generator/vc/checks.json', import.meta.url), 'utf8'),
);

/** What members documents must and may have: `generator/vc/shapes.json`. */
export const SHAPES = JSON.parse(
  readFileSync(new URL('../../generator/vc/shapes.json', import.meta.url), 'utf8'),
);

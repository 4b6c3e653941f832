/** The page of a programme: the languages, and a review that is due. Nothing is checked here. */

import {showDue} from './due.js';
import {offerLanguages} from './languages.js';

document.documentElement.classList.add('js');
showDue();
offerLanguages();

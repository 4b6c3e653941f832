/** Pages without a check: all that their script does is offer the languages. */

import {offerLanguages} from './languages.js';

document.documentElement.classList.add('js');
offerLanguages();

/** The screens behind the welcome, and the ways. They are asked for as soon as the welcome stands, so that it stands early. */
import * as promise from '../screens/promise.js';
import * as ways from '../screens/ways.js';
import * as say from '../screens/say.js';
import * as check from '../screens/check.js';
import * as look from '../screens/look.js';
import * as about from '../screens/about.js';
import * as code from '../screens/code.js';
import * as trouble from '../screens/trouble.js';
import * as thanks from '../screens/thanks.js';
import * as language from '../screens/language.js';
import * as feedback from '../screens/feedback.js';
import * as takeback from '../screens/takeback.js';
import * as promises from '../screens/promises.js';
import * as leave from '../screens/leave.js';

export { watch } from './idle.js';
export { warning } from './warning.js';
export { wayOf } from './ways.js';

/** The screens by name. */
export const SCREENS = {
  promise, ways, say, check, look, about, code, trouble,
  thanks, language, feedback, takeback, promises, leave,
};

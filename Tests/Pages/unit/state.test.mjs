// The way through, event by event.
import test from 'node:test';
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const pages = resolve(process.env.PAGES ?? new URL('../../../pages', import.meta.url).pathname);
const at = (path) => import(pathToFileURL(`${pages}/${path}`));
const { initial, step, begun, coded, doubtful, leftOut, pristine, ends, BITES, CODE_DIGITS } = await at('app/state.js');
const { resting, offered, crowd, face, outline, stillOn, FEW } = await at('app/session.js');

const activity = (id, prompts = ['p1', 'p2'], more = {}) => ({ id, title: { en: id }, prompts: prompts.map((each) => ({ id: each, text: { en: each } })), cards: [], box: '', ...more });
const snapshot = (more = {}) => ({
  programme: { id: 'x', title: { en: 'x' } }, accepting: true, session: { id: 's1', phase: 'running', group: '', people: 0 },
  activities: [activity('a1')], stakeholders: [{ id: 'yp', text: { en: 'Young people' } }], feedback: [], languages: [],
  defaults: { language: 'en', size: 'm', contrast: 'light', easyRead: false, volume: 0.8, idleSeconds: 60, graceSeconds: 30, thanksSeconds: 30 }, ...more,
});
const run = (state, ...events) => events.reduce(([now], event) => step(now, event), [state, []]);
const draft = () => ({ text: 'hello' });
const open = (now = snapshot()) => run(initial(), { type: 'now', now })[0];
const toWays = (state) => run(state, { type: 'prompt', activity: 'a1', prompt: 'p1' }, ...Array(BITES).fill({ type: 'next' }))[0];
const toLook = (state) => run(toWays(state), { type: 'way', id: 'words', draft: draft(), empty: true }, { type: 'touched', empty: false }, { type: 'said', findings: [] })[0];
const toCode = (state) => run(toLook(state), { type: 'next' }, { type: 'stakeholder', id: 'yp' })[0];

test('the whole way through, to the thank-you and back, wiped', () => {
  let state = toCode(open());
  assert.equal(state.screen, 'code');
  let effects;
  [state, effects] = step(state, { type: 'send', wantsCode: true, submission: 'ab' });
  assert.equal(effects[0].do, 'submit');
  assert.deepEqual(effects[0].body, {
    submission: 'ab', boot: '', session: 's1', group: '', activity: 'a1', prompt: 'p1', language: 'en', stakeholder: 'yp', withoutGroup: true, wantsCode: true,
  });
  assert.equal(state.sending, 'busy');
  assert.equal(step(state, { type: 'send', wantsCode: false, submission: 'cd' })[1].length, 0, 'a second touch sends nothing');
  [state, effects] = step(state, { type: 'sent', submission: 'ab', code: '1234 5678 9012 3456' });
  assert.equal(state.screen, 'thanks');
  assert.deepEqual(state.drafts, {});
  assert.equal(effects[0].do, 'wipe');
  [state] = step(state, { type: 'done' });
  assert.ok(pristine(state));
  assert.equal(state.code, '');
});

test('every step can be gone back on, with the draft kept', () => {
  let state = toCode(open());
  for (const screen of ['about', 'look', 'say', 'ways']) {
    [state] = step(state, { type: 'back' });
    assert.equal(state.screen, screen);
    assert.equal(state.drafts.words.text, 'hello');
  }
  for (let bite = BITES - 1; bite >= 0; bite -= 1) {
    [state] = step(state, { type: 'back' });
    assert.deepEqual([state.screen, state.bite], ['promise', bite]);
  }
  [state] = step(state, { type: 'back' });
  assert.deepEqual([state.screen, state.over, state.drafts.words.text], ['promise', 'leave', 'hello'], 'before it is rubbed out the person is asked');
  const [stays] = step(state, { type: 'back' });
  assert.deepEqual([stays.screen, stays.over, stays.drafts.words.text], ['promise', '', 'hello']);
});

const backTo = (state, screen) => {
  let now = state;
  for (let steps = 0; now.screen !== screen && steps < 20; steps += 1) [now] = step(now, { type: 'back' });
  return now;
};
const gone = (state) => assert.deepEqual(
  [state.drafts, state.filled, state.pick, state.way, state.withoutGroup, state.stakeholder, state.asked, state.submission],
  [{}, {}, null, '', false, '', [], ''],
);

test('leaving a question rubs out what was said in it, and keeps the settings', () => {
  const [there] = run(toLook(open()), { type: 'wholeRoom', on: true }, { type: 'set', name: 'contrast' });
  const asked = run(backTo({ ...there, asked: ['name jamie'], stakeholder: 'yp' }, 'ways'), ...Array(BITES + 1).fill({ type: 'back' }))[0];
  assert.equal(asked.over, 'leave');
  const [after, effects] = step(asked, { type: 'leave' });
  gone(after);
  assert.deepEqual([after.screen, after.over, after.settings.contrast], ['welcome', '', 'dark']);
  assert.deepEqual(effects, [{ do: 'wipe', drafts: asked.drafts }]);
  assert.equal(step(there, { type: 'leave' })[0], there, 'only the question is answered');
  const again = toWays(after);
  assert.deepEqual(step(again, { type: 'way', id: 'words', draft: { text: '' }, empty: true })[0].drafts, { words: { text: '' } }, 'the same question begins empty');
});

test('where nothing was said, leaving asks nothing and leaves nothing', () => {
  const [begunOnly] = step(toWays(open()), { type: 'way', id: 'words', draft: { text: '' }, empty: true });
  const at0 = run(begunOnly, ...Array(BITES + 1).fill({ type: 'back' }))[0];
  assert.deepEqual([at0.screen, at0.bite], ['promise', 0]);
  const [after, effects] = step(at0, { type: 'back' });
  assert.equal(after.screen, 'welcome');
  gone(after);
  assert.equal(effects[0].do, 'wipe');
  assert.ok(pristine(after));
});

test('from several activities, leaving goes back to the questions, and another one begins with nothing', () => {
  const many = snapshot({ session: null, activities: [activity('a1'), activity('a2')] });
  const [chosen] = step(open(many), { type: 'activity', id: 'a1' });
  const said = run(toWays(chosen), { type: 'way', id: 'cards', draft: { cards: [1] }, empty: false })[0];
  const left = run(said, ...Array(BITES + 2).fill({ type: 'back' }), { type: 'leave' })[0];
  assert.deepEqual([left.screen, left.chosen, left.drafts], ['questions', 'a1', {}]);
  const [welcome, effects] = step(left, { type: 'back' });
  assert.equal(welcome.screen, 'welcome');
  assert.equal(effects[0].do, 'wipe');
  const odd = { ...open(many), drafts: { cards: { cards: [1] } }, withoutGroup: true, stakeholder: 'yp', asked: ['x'] };
  assert.ok(!pristine(odd), 'with anything begun the device is watched');
  const [other, wipe] = step(odd, { type: 'prompt', activity: 'a2', prompt: 'p1' });
  assert.deepEqual([other.drafts, other.withoutGroup, other.stakeholder, other.asked, other.pick.activity.id], [{}, false, '', [], 'a2']);
  assert.deepEqual(wipe, [{ do: 'wipe', drafts: odd.drafts }]);
});

test('rubbing out wipes from every screen at once, and the settings go too', () => {
  for (const state of [toWays(open()), toLook(open()), toCode(open())]) {
    const changed = run(state, { type: 'set', name: 'language', value: 'gd' }, { type: 'set', name: 'size' }, { type: 'open', screen: 'talk' })[0];
    const [after, effects] = step(changed, { type: 'rub' });
    assert.ok(pristine(after));
    assert.deepEqual(after.drafts, {});
    assert.equal(after.pick, null);
    assert.equal(effects[0].do, 'wipe');
    assert.equal(effects.length, 1, 'nothing is sent');
  }
});

test('idle: the warning is answered, or everything goes and nothing is sent', () => {
  let [state] = step(toLook(open()), { type: 'warn' });
  assert.equal(state.warning, true);
  assert.equal(step(state, { type: 'here' })[0].drafts.words.text, 'hello');
  const [gone, effects] = step(state, { type: 'idle' });
  assert.ok(pristine(gone));
  assert.deepEqual(effects.map((one) => one.do), ['wipe']);
  assert.equal(step(open(), { type: 'warn' })[0].warning, false, 'nobody is warned where nothing is begun');
});

test('talk to someone goes over any screen and back to it', () => {
  const state = toLook(open());
  const [over, effects] = step(state, { type: 'open', screen: 'talk' });
  assert.equal(over.over, 'talk');
  const [calling, call] = step(over, { type: 'call' });
  assert.deepEqual(call, [{ do: 'call' }]);
  assert.equal(step(calling, { type: 'call' })[1].length, 0);
  const [back] = run(calling, { type: 'called', ok: true }, { type: 'back' });
  assert.deepEqual([back.screen, back.over, back.drafts.words.text], ['look', '', 'hello']);
  assert.equal(effects.length, 0);
});

test('who has not begun goes along with the session; who has begun finishes', () => {
  const next = snapshot({ activities: [activity('a2')] });
  let [state, effects] = step(run(open(), { type: 'prompt', activity: 'a1', prompt: 'p1' })[0], { type: 'now', now: next });
  assert.deepEqual([state.screen, state.pick, state.changed], ['welcome', null, true]);
  assert.equal(effects[0].do, 'announce');
  [state] = step(toWays(open()), { type: 'now', now: next });
  assert.equal(state.screen, 'welcome');
  [state, effects] = step(toLook(open()), { type: 'now', now: next });
  assert.deepEqual([state.screen, state.moved, state.pick.activity.id], ['look', true, 'a1']);
  assert.equal(effects[0].key, 'notice.moved');
  const [, submit] = run(state, { type: 'next' }, { type: 'stakeholder', id: '' }, { type: 'send', submission: 'ab', wantsCode: false });
  assert.equal(submit[0].body.activity, 'a1', 'it keeps the beginning');
  [state] = step(state, { type: 'now', now: snapshot() });
  assert.equal(state.moved, false, 'the notice goes when the room comes back');
});

test('somebody within a way has begun even with nothing said', () => {
  const [state] = step(toWays(open()), { type: 'way', id: 'words', draft: { text: '' }, empty: true });
  assert.ok(begun(state));
  assert.equal(step(state, { type: 'now', now: snapshot({ session: { id: 's1', phase: 'break' } }) })[0].screen, 'say');
});

test('a revision that changes nothing leaves everybody where they are', () => {
  const state = run(open(), { type: 'prompt', activity: 'a1', prompt: 'p1' }, { type: 'next' })[0];
  const [after] = step(state, { type: 'now', now: snapshot({ session: { id: 's1', phase: 'running', secondsLeft: 9, revision: 9 } }) });
  assert.deepEqual([after.screen, after.bite], ['promise', 1]);
});

test('the quiet screens', () => {
  assert.equal(resting(null, false), 'connecting');
  assert.equal(resting({ programme: null }, true), 'notReady');
  for (const [phase, kind] of [['opened', 'soon'], ['paused', 'paused'], ['break', 'break'], ['running', ''], ['locked', '']]) {
    assert.equal(resting(snapshot({ session: { id: 's', phase } }), true), kind);
  }
  const planned = { ...activity('b', []), kind: 'break' };
  assert.equal(resting(snapshot({ activities: [planned] }), true), 'break', 'a break of the agenda is on while the session runs');
  assert.equal(resting(snapshot({ accepting: false }), true), 'full');
  assert.equal(resting(snapshot({ storageHealthy: false }), true), 'storage', 'before somebody writes, not after');
  const full = open(snapshot({ accepting: false }));
  assert.equal(step(full, { type: 'prompt', activity: 'a1', prompt: 'p1' })[0].screen, 'welcome');
});

test('a locked session offers what was visited; a running one what is on', () => {
  const two = [activity('a1'), activity('a2'), activity('a3', [])];
  assert.equal(offered(snapshot({ activities: two })).length, 1);
  assert.equal(offered(snapshot({ activities: two, session: { id: 's', phase: 'locked' } })).length, 2);
  assert.equal(offered(snapshot({ activities: two, session: null })).length, 2);
});

test('a lost connection loses nothing, and the person keeps their place', () => {
  for (const state of [run(open(), { type: 'prompt', activity: 'a1', prompt: 'p1' })[0], toLook(open())]) {
    const [away] = step(state, { type: 'link', up: false });
    assert.equal(away.screen, state.screen);
    const [again] = step(away, { type: 'now', now: snapshot() });
    assert.deepEqual([again.screen, again.linked], [state.screen, true]);
  }
});

test('a lost answer is tried again with the same submission and can\'t be changed; a refusal can', () => {
  const sending = step(toCode(open()), { type: 'send', wantsCode: false, submission: 'ab' })[0];
  const [lost] = step(sending, { type: 'failed', submission: 'ab', code: 'unreachable', lost: true });
  assert.deepEqual([lost.screen, lost.drafts.words.text], ['trouble', 'hello']);
  assert.equal(step(lost, { type: 'change' })[0].screen, 'trouble');
  assert.equal(step(lost, { type: 'back' })[0].screen, 'trouble');
  assert.equal(step(lost, { type: 'send', submission: 'cd' })[1][0].body.submission, 'ab');
  const [refused] = step(sending, { type: 'failed', submission: 'ab', code: 'full', lost: false });
  assert.equal(step(refused, { type: 'change' })[0].screen, 'say');
  assert.equal(step(refused, { type: 'send', submission: 'cd' })[1][0].body.submission, 'cd');
});

test('what was lost stays lost, whatever a later try is refused for, until it is sent', () => {
  const at = (boot) => snapshot({ boot });
  const sending = step(toCode(open(at('one'))), { type: 'send', wantsCode: true, submission: 'ab' })[0];
  let [state] = step(sending, { type: 'failed', submission: 'ab', code: 'unreachable', lost: true });
  for (const code of ['full', 'internal', 'conflict', 'busy', 'storage']) {
    let effects;
    [state, effects] = step(state, { type: 'send', submission: 'cd' });
    assert.deepEqual([effects[0].body.submission, effects[0].body.boot], ['ab', 'one'], 'only who may have it takes it again');
    [state] = step(state, { type: 'failed', submission: 'ab', code, lost: false });
    assert.deepEqual([state.lost, state.submission, state.failure], [true, 'ab', code]);
    assert.equal(step(state, { type: 'change' })[0].screen, 'trouble');
  }
  assert.ok(!doubtful(state));
  [state] = step(state, { type: 'now', now: at('two') });
  assert.ok(doubtful(state), 'a device that was started anew cannot tell');
  const [next, again] = step(state, { type: 'send', submission: 'cd' });
  assert.equal(again[0].body.boot, '', 'who sends it all the same has been told');
  state = next;
  assert.ok(doubtful(state), 'nor after another try');
  [state] = step(state, { type: 'sent', submission: 'ab', code: '1' });
  assert.deepEqual([state.screen, state.lost, state.submission, doubtful(state)], ['thanks', false, '', false]);
});

test('what the same daemon would never have taken is certain, even after a lost answer; of another it is not', () => {
  const lost = (now) => run(toCode(open(now)), { type: 'send', wantsCode: true, submission: 'ab' }, { type: 'failed', submission: 'ab', code: 'unreachable', lost: true })[0];
  for (const code of ['notFound', 'denied', 'invalid']) {
    const [refused] = run(lost(snapshot({ boot: 'one' })), { type: 'send', submission: 'cd' }, { type: 'failed', submission: 'ab', code, lost: false });
    assert.deepEqual([refused.lost, refused.submission, step(refused, { type: 'change' })[0].screen], [false, '', 'say'], code);
    const [doubted] = run(lost(snapshot({ boot: 'one' })), { type: 'now', now: snapshot({ boot: 'two' }) }, { type: 'send', submission: 'cd' }, { type: 'failed', submission: 'ab', code, lost: false });
    assert.deepEqual([doubted.lost, doubted.submission, doubted.failure], [true, 'ab', code]);
    assert.ok(doubtful(doubted));
  }
});

test('a daemon that was started anew is believed at once, even at the first try', () => {
  const [sending, effects] = step(toCode(open(snapshot({ boot: 'one' }))), { type: 'send', wantsCode: true, submission: 'ab' });
  assert.equal(effects[0].body.boot, 'one', 'a browser may send it again by itself');
  const [after] = step(sending, { type: 'failed', submission: 'ab', code: 'restarted', lost: false });
  assert.ok(after.lost && doubtful(after));
  assert.deepEqual(step(after, { type: 'send', submission: 'cd' })[1][0].body, { ...effects[0].body, boot: '' });
});

test('a try again that fails is announced, since the screen looks the same', () => {
  const sending = step(toCode(open()), { type: 'send', wantsCode: true, submission: 'ab' })[0];
  const [first, none] = step(sending, { type: 'failed', submission: 'ab', code: 'full', lost: false });
  assert.deepEqual(none, []);
  const [, effects] = run(first, { type: 'send', submission: 'cd' }, { type: 'failed', submission: 'cd', code: 'full', lost: false });
  assert.deepEqual(effects, [{ do: 'announce', key: 'trouble.title' }]);
});

test('what was begun in another way is known, and even a reason without a card is', () => {
  const [one] = step(toWays(open()), { type: 'way', id: 'cards', draft: { why: '' }, empty: true, filled: false });
  assert.ok(!leftOut({ ...one, way: 'words' }));
  const [reason] = step(one, { type: 'touched', empty: true, filled: true });
  assert.ok(reason.empty && reason.filled.cards && !leftOut(reason));
  const [words] = run(reason, { type: 'back' }, { type: 'way', id: 'words', draft: draft(), empty: false, filled: true });
  assert.ok(leftOut(words));
  assert.equal(run(backTo(words, 'ways'), ...Array(BITES + 1).fill({ type: 'back' }))[0].over, 'leave');
});

test('what is published changes the look of the welcome and takes nobody away', () => {
  const item = (did) => ({ id: 'room', said: { en: 'Locked' }, did: { en: did }, day: '2026-11-20' });
  const [before, after] = [snapshot({ feedback: [item('Open')] }), snapshot({ feedback: [item('Open at nine')] })];
  assert.equal(outline(before, true), outline(after, true));
  assert.notEqual(face(before, true), face(after, true));
  const [there] = step(open(snapshot({ activities: [activity('a1')] })), { type: 'activity', id: 'a1' });
  const [still, effects] = step(there, { type: 'now', now: after });
  assert.deepEqual([still.screen, still.changed, effects], ['questions', false, []]);
});

test('a call that is under way is not forgotten by looking away', () => {
  const calling = run(open(), { type: 'open', screen: 'talk' }, { type: 'call' })[0];
  const again = run(calling, { type: 'back' }, { type: 'open', screen: 'talk' })[0];
  assert.equal(again.call, 'busy');
  assert.deepEqual(step(again, { type: 'call' })[1], []);
  assert.equal(step(again, { type: 'called', ok: false })[0].call, 'failed');
});

test('when staff have come they can be called again', () => {
  const called = run(open(), { type: 'open', screen: 'talk' }, { type: 'call' }, { type: 'called', ok: true }, { type: 'now', now: snapshot({ staffCalled: true }) })[0];
  assert.equal(called.call, 'sent');
  assert.equal(step(called, { type: 'now', now: snapshot({ staffCalled: false }) })[0].call, 'no');
});

test('the answer to one person\'s taking back is not the next one\'s', () => {
  const typed = (digits) => [{ type: 'open', screen: 'takeback' }, ...[...digits].map((digit) => ({ type: 'digit', digit })), { type: 'withdraw' }];
  const first = run(open(), ...typed('0123456789012345'))[0];
  const second = run(step(first, { type: 'rub' })[0], ...typed('9876543210987654'))[0];
  const [late] = step(second, { type: 'withdrawn', code: '0123456789012345', result: 'done' });
  assert.deepEqual([late.takeback, late.digits], ['busy', '9876543210987654']);
});

test('a refusal is certain only where no answer was lost', () => {
  const sending = step(toCode(open(snapshot({ boot: 'one' }))), { type: 'send', wantsCode: true, submission: 'ab' })[0];
  const refused = run(sending, { type: 'failed', submission: 'ab', code: 'full', lost: false }, { type: 'now', now: snapshot({ boot: 'two' }) })[0];
  assert.deepEqual([refused.lost, refused.submission, doubtful(refused)], [false, '', false]);
});

test('an answer that comes after rubbing out shows nothing', () => {
  const sending = step(toCode(open()), { type: 'send', wantsCode: true, submission: 'ab' })[0];
  const [wiped] = step(sending, { type: 'rub' });
  const [after] = step(wiped, { type: 'sent', submission: 'ab', code: '1' });
  assert.deepEqual([after.screen, after.code], ['welcome', '']);
});

test('the kind check asks once', () => {
  const saying = run(toWays(open()), { type: 'way', id: 'words', draft: draft(), empty: false })[0];
  const found = [{ kind: 'name', match: 'Jamie' }];
  const [asked] = step(saying, { type: 'said', findings: found, asked: ['name jamie'] });
  assert.equal(asked.screen, 'check');
  const [kept] = step(asked, { type: 'keep' });
  assert.equal(kept.screen, 'look');
  assert.deepEqual(kept.asked, ['name jamie']);
  assert.equal(run(kept, { type: 'change' }, { type: 'said', findings: [], asked: kept.asked })[0].screen, 'look');
  const [changing] = step(asked, { type: 'change' });
  assert.deepEqual([changing.screen, changing.asked], ['say', ['name jamie']]);
  assert.deepEqual(step(kept, { type: 'rub' })[0].asked, [], 'it goes with the person');
});

test('what is said goes to the group in which it was begun', () => {
  const inGroup = (group) => snapshot({ session: { id: 's1', phase: 'running', group, people: 20 } });
  const [moved] = step(toCode(open(inGroup('2'))), { type: 'now', now: inGroup('3') });
  const [, effects] = step(moved, { type: 'send', wantsCode: false, submission: 'ab' });
  assert.equal(effects[0].body.group, '2');
});

test('what was begun without a group goes to none, though one is set before it is sent', () => {
  const inGroup = (group) => snapshot({ session: { id: 's1', phase: 'running', group, people: 20 } });
  const body = (before, after) => run(toCode(open(inGroup(before))), { type: 'now', now: inGroup(after) }, { type: 'send', wantsCode: false, submission: 'ab' })[1][0].body;
  assert.deepEqual([body('', '3').group, body('', '3').withoutGroup], ['', true]);
  assert.deepEqual([body('2', '3').group, body('2', '3').withoutGroup], ['2', false]);
});

test('how many could have said it', () => {
  const now = (people) => snapshot({ session: { id: 's1', phase: 'running', group: '2', people } });
  const pick = (people) => toWays(open(now(people))).pick;
  assert.deepEqual(crowd(pick(4)), { few: true, people: 4 });
  assert.deepEqual(crowd(pick(0)), { few: true, people: 0 });
  assert.equal(crowd(pick(FEW)).few, false);
  assert.equal(crowd(toWays(open()).pick).few, false, 'without a group there is no smaller room');
  assert.ok(stillOn(pick(4), now(5)));
});

test('settings of one person do not reach the next, and new defaults do', () => {
  let state = open();
  [state] = run(state, { type: 'set', name: 'contrast' }, { type: 'set', name: 'easyRead' }, { type: 'set', name: 'volume', value: 0.2 });
  assert.deepEqual([state.settings.contrast, state.settings.easyRead], ['dark', true]);
  assert.ok(!pristine(state));
  [state] = step(state, { type: 'now', now: snapshot({ defaults: { ...snapshot().defaults, language: 'gd' } }) });
  assert.equal(state.settings.language, 'en', 'nothing changes under somebody');
  [state] = step(state, { type: 'idle' });
  assert.deepEqual(state.settings, { language: 'gd', size: 'm', contrast: 'light', easyRead: false, volume: 0.8 });
});

test('a code is given back digit by digit', () => {
  let [state] = step(open(), { type: 'open', screen: 'takeback' });
  assert.equal(step(state, { type: 'withdraw' })[1].length, 0);
  for (let at = 0; at < CODE_DIGITS + 2; at += 1) [state] = step(state, { type: 'digit', digit: String(at % 10) });
  assert.equal(state.digits.length, CODE_DIGITS);
  const [busy, effects] = step(state, { type: 'withdraw' });
  assert.deepEqual(effects, [{ do: 'withdraw', code: '0123456789012345' }]);
  assert.equal(step(busy, { type: 'withdrawn', code: '0123456789012345', result: 'unknown' })[0].digits.length, CODE_DIGITS, 'nothing is to be typed again');
  assert.equal(step(busy, { type: 'withdrawn', code: '0123456789012345', result: 'done' })[0].digits, '');
  assert.equal(step(state, { type: 'undigit' })[0].digits.length, CODE_DIGITS - 1);
});

test('one digit sixteen times is no code', () => {
  const state = run(open(), { type: 'open', screen: 'takeback' }, ...Array(CODE_DIGITS).fill({ type: 'digit', digit: '7' }))[0];
  const [after, effects] = step(state, { type: 'withdraw' });
  assert.deepEqual([after.takeback, effects], ['unknown', []]);
});

test('changed texts under the same names are shown; a call answered after its asker has gone is not', () => {
  const [followed] = step(open(snapshot({ packDigest: 'a' })), { type: 'activity', id: 'a1' });
  assert.equal(step(followed, { type: 'now', now: snapshot({ packDigest: 'b' }) })[0].screen, 'welcome');
  const calling = run(open(), { type: 'open', screen: 'talk' }, { type: 'call' }, { type: 'rub' })[0];
  assert.equal(step(calling, { type: 'called', ok: true })[0].call, 'no');
});

test('a thank-you without a code ends by itself; with one it waits for its reader', () => {
  const sending = step(toCode(open()), { type: 'send', wantsCode: true, submission: 'ab' })[0];
  assert.ok(ends(step(sending, { type: 'sent', submission: 'ab', code: '' })[0]));
  const [shown] = step(sending, { type: 'sent', submission: 'ab', code: '1234' });
  assert.ok(!ends(shown) && coded(shown) && coded(step(shown, { type: 'open', screen: 'talk' })[0]));
});

test('no event throws in any state', () => {
  const events = ['now', 'link', 'activity', 'prompt', 'way', 'touched', 'said', 'keep', 'next', 'back', 'leave', 'change', 'wholeRoom', 'stakeholder', 'send', 'sent', 'failed',
    'open', 'set', 'call', 'called', 'promises', 'digit', 'undigit', 'withdraw', 'withdrawn', 'warn', 'here', 'rub', 'idle', 'done', 'unheard-of'];
  for (const state of [initial(), open(), toWays(open()), toLook(open()), toCode(open())]) {
    for (const type of events) {
      const now = type === 'now' ? snapshot() : undefined;
      assert.ok(step(state, { type, now, findings: [], digit: 'x', id: 'words', draft: draft(), up: true })[0].screen, type);
    }
  }
});

/** What the daemon's snapshot means for somebody at the device. Pure; no DOM. */

/** Below this number of people the device says how many could have said it. */
export const FEW = 10;

/** Whether a break stands in the agenda just now; one that interrupts an activity is a phase of the session. */
function onBreak(now) {
  return now.session?.phase === 'running' && now.activities?.[0]?.kind === 'break';
}

/** Why nothing can be begun just now: '' when something can, else the name of the quiet screen to show. */
export function resting(now, linked) {
  if (!now) return 'connecting';
  if (!now.programme) return linked ? 'notReady' : 'connecting';
  switch (now.session?.phase) {
    case 'opened': return 'soon';
    case 'paused': return 'paused';
    case 'break': return 'break';
    default:
      if (onBreak(now)) return 'break';
      if (now.storageHealthy === false) return 'storage';
      return now.accepting ? '' : 'full';
  }
}

/** The activities that the welcome shows: the one that is on, those visited when a session is locked, or the open prompts. */
export function offered(now) {
  const activities = now?.activities ?? [];
  if (!now?.session || now.session.phase === 'locked') return activities.filter((one) => one.prompts?.length);
  return activities.slice(0, 1);
}

/** What the answers of one person belong to, taken when the person chooses a prompt. */
export function beginning(now, activity, prompt) {
  const session = now.session;
  return {
    session: session?.id ?? '', activity, prompt,
    group: session?.group ?? '', people: session?.people ?? 0, rehearsal: Boolean(session?.rehearsal),
  };
}

/** Whether what somebody began is still what the room is doing. */
export function stillOn(pick, now) {
  if (!now) return true;
  if ((now.session?.id ?? '') !== pick.session) return false;
  if (['opened', 'break', 'paused'].includes(now.session?.phase)) return false;
  return offered(now).some((activity) => activity.id === pick.activity.id);
}

/** How many people could have said it, where that is few: `{ few, people }`; people 0 is unknown. */
export function crowd(pick) {
  const people = pick?.people ?? 0;
  return { few: Boolean(pick?.group) && people < FEW, people };
}

/** What is asked just now. Between two snapshots with the same outline nobody is taken to another screen. */
export function outline(now, linked) {
  return JSON.stringify([
    resting(now, linked), now?.programme?.id, now?.packDigest, now?.session?.id, now?.session?.phase, now?.session?.backAt, now?.session?.minutes,
    offered(now).map((one) => [one.id, one.prompts.map((prompt) => prompt.id)]),
  ]);
}

/** All that the welcome shows: two snapshots with the same look the same there. */
export function face(now, linked) {
  return JSON.stringify([outline(now, linked), now?.feedback ?? [], (now?.languages ?? []).map((one) => one.tag)]);
}

import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { clear, MINUTE, raise, SECOND } from './lines.ts';

const TYPE = 'sensor.smoke';

export const testButton: Scenario = {
  name: 'test-button',
  title: { en: 'Test button and fire drill', zh: '测试按钮与消防演练' },
  input: {
    en: 'somebody presses the test button of a smoke detector, and another detector takes part in a drill',
    zh: '有人按下烟感测试按钮，另一烟感参加消防演练',
  },
  shows: {
    en: 'stored and shown, never an incident, never an order',
    zh: '入库可查，不开事件，不派单',
  },
  roles: [
    { name: 'tested', family: 'sensor', count: 1 },
    { name: 'drilled', family: 'sensor', count: 1 },
  ],
  defaultRate: 1,
  durationMs: MINUTE,
  *script(cast, { startMs }) {
    const [tested, drilled] = [cast.one('tested'), cast.one('drilled')];
    yield raise(tested, TYPE, startMs, `${startMs}-t`, { status: 'Test' });
    yield raise(drilled, TYPE, startMs + SECOND, `${startMs}-d`, { status: 'Exercise' });
    yield clear(tested, TYPE, startMs + 10 * SECOND, `${startMs}-t`);
    yield clear(drilled, TYPE, startMs + 11 * SECOND, `${startMs}-d`);
  },
  expected: () => ({ ...NOTHING_ELSE, alerts: 2, tests: 2, incidents: [] }),
};

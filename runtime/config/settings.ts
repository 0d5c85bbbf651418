import { BOUND_SETTINGS } from './settings-bounds.ts';
import { HUB_SETTINGS } from './settings-hub.ts';
import { PEOPLE_SETTINGS } from './settings-people.ts';
import { SERVER_SETTINGS } from './settings-servers.ts';

/** Every setting of the hub. `.env.example` is made from this table; nothing else reads the environment. */
export const SETTINGS = { ...HUB_SETTINGS, ...SERVER_SETTINGS, ...PEOPLE_SETTINGS, ...BOUND_SETTINGS };

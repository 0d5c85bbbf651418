import { FAMILIES, type Family } from '../../core/signal.ts';
import type { Bindings } from './bind.ts';
import { filtersOverlap } from './overlap.ts';

type Divided = Pick<Bindings, 'codecFor' | 'slots'>;

/** Where it stands for any other: no grid has this code. */
const ANY_GRID = '000000000000';

/** Families whose canonical topics in a grid a source of some broker reads, and no slot of that broker. */
export function unreadIn({ codecFor, slots }: Divided, code: string): Family[] {
  const brokers = [...new Set(slots?.map(({ broker }) => broker))];
  return FAMILIES.filter((family) =>
    brokers.some((broker) => {
      const own = `community/v1/${code}/${family}`;
      if (codecFor(`${own}/device/alert`, broker)?.name !== 'canonical') return false;
      return !(slots ?? []).some(
        (slot) =>
          slot.broker === broker && slot.filters.some((filter) => filtersOverlap(filter, `${own}/+/+`)),
      );
    }),
  );
}

/** Families that a source reads in every grid, and a slot in none: easily forgotten where topics are divided by family. */
export function unreadFamilies(divided: Divided): Family[] {
  const anywhere = (family: Family) =>
    (divided.slots ?? []).some(({ filters }) =>
      filters.some((filter) => filtersOverlap(filter, `community/v1/+/${family}/+/+`)),
    );
  return unreadIn(divided, ANY_GRID).filter((family) => !anywhere(family));
}

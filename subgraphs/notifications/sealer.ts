import type { Config } from '../../runtime/config.ts';
import { openSealer, type Sealer } from '../../runtime/notify/sealed.ts';

/** The sealer of this process, opened when first needed; a key that could not be read is looked for again. */
export function sealerOf(config: Pick<Config, 'secretKey' | 'dataDir'>): () => Promise<Sealer> {
  let opened: Promise<Sealer> | null = null;
  return () => {
    opened ??= openSealer(config).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
}

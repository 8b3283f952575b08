import type { Config } from '../config.ts';
import type { LocalClock } from '../local/local-clock.ts';
import type { App } from '../app.ts';
import type { Report } from './output.ts';

/** What a command works with. */
export interface Session {
  config: Config;
  app: App;
  /** Local mode's clock, which can be set; absent in a hosted installation. */
  localClock?: LocalClock;
}

export type Run<Options> = (session: Session, options: Options) => Promise<Report>;

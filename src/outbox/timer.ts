/** Real time, as the wire and the process know it: it is no matter of the programme's calendar. */
export interface Timer {
  /** Milliseconds of the epoch, that only ever go up. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const realTimer: Timer = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

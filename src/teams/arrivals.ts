/**
 * Teams announces one arrival twice, at nearly the same time: as an installation and as a new member. While the
 * first is being dealt with, the second comes to nothing; one that comes later is the desk's to recognise.
 */
export function createArrivals() {
  const underWay = new Set<string>();
  return {
    /** Runs `welcome` unless the same arrival is under way. */
    async once(key: string, welcome: () => Promise<void>): Promise<void> {
      if (underWay.has(key)) return;
      underWay.add(key);
      try {
        await welcome();
      } finally {
        underWay.delete(key);
      }
    },
  };
}

/** The newest version of a request's answer, counted or late. */
export function newestUpdate<T extends { version: number }>(request: {
  answer?: T;
  late?: T;
}): T | undefined {
  const { answer, late } = request;
  if (!answer || !late) return answer ?? late;
  return late.version > answer.version ? late : answer;
}

/** The number of the newest version that there ever was: also of one that was withdrawn or sent back. */
export function versionOf(request: {
  versions?: number;
  answer?: { version: number };
  late?: { version: number };
}): number {
  return request.versions ?? newestUpdate(request)?.version ?? 0;
}

/** The newest version of a request's answer, counted or late. */
export function newestUpdate<T extends { version: number }>(request: {
  answer?: T;
  late?: T;
}): T | undefined {
  const { answer, late } = request;
  if (!answer || !late) return answer ?? late;
  return late.version > answer.version ? late : answer;
}

import type { Activity } from 'botbuilder';
import { z } from 'zod';

/** What Teams adds to an activity beyond the Bot Framework's own fields. Whatever does not parse is absent. */
const ChannelData = z
  .object({
    tenant: z.object({ id: z.string() }).optional().catch(undefined),
    team: z.object({ id: z.string(), name: z.string().optional() }).optional().catch(undefined),
    channel: z.object({ id: z.string(), name: z.string().optional() }).optional().catch(undefined),
  })
  .catch({});
export type ChannelData = z.infer<typeof ChannelData>;

export function channelDataOf(activity: Activity): ChannelData {
  return ChannelData.parse(activity.channelData ?? {});
}

import type { ActResult } from '../act-result.ts';
import { participation } from '../rounds/participation.ts';
import type { OverviewData } from './act-data.ts';
import type { LeadPress } from './lead-press.ts';

/** `lead.participation` */
export async function showParticipation({ deps, chosen }: LeadPress<OverviewData>): Promise<ActResult> {
  const view = await participation(deps.store, chosen);
  return { reply: { kind: 'views', views: [{ kind: 'notice', view }] } };
}

/** Somebody whom a visitor can be in local mode: a Playground of their own, on its own port. */
export interface Persona {
  role: 'owner' | 'lead' | 'chair';
  name: string;
  email: string;
  aadObjectId: string;
  /** Added to the first Playground's port. */
  portOffset: number;
}

/** The team and channel of the sample's settings file, so that each Playground has the board's channel in it. */
export const boardChannel = {
  teamId: '19:health-and-wellbeing-team@thread.tacv2',
  teamName: 'Health and Wellbeing',
  channelId: '19:board-papers@thread.tacv2',
  channelName: 'Board papers',
} as const;

/** Lead contact of Public Health, which has 18 of the sample's 53 actions, and shares one more. */
export const ownerPersona: Persona = {
  role: 'owner',
  name: 'Amara Okafor',
  email: 'amara.okafor@council.example',
  aadObjectId: '5d0c2b1e-7a43-4c1f-9b6e-2f6a1c0e8d01',
  portOffset: 0,
};

/** Leads the sample programme: sees who is late, and publishes. */
export const leadPersona: Persona = {
  role: 'lead',
  name: 'Priya Raman',
  email: 'priya.raman@council.example',
  aadObjectId: '5d0c2b1e-7a43-4c1f-9b6e-2f6a1c0e8d02',
  portOffset: 1,
};

/** Chairs the board: reads the digest, in the board's channel and in their own chat. */
export const chairPersona: Persona = {
  role: 'chair',
  name: 'Dilys Hartnoll',
  email: 'dilys.hartnoll@council.example',
  aadObjectId: '5d0c2b1e-7a43-4c1f-9b6e-2f6a1c0e8d03',
  portOffset: 2,
};

export const personas: readonly Persona[] = [ownerPersona, leadPersona, chairPersona];

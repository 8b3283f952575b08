import * as botbuilder from 'botbuilder';
import * as teamsAi from '@microsoft/teams-ai';

/** The two SDKs and nothing else: the memory that a process cannot do without. */
const loaded = [botbuilder.CloudAdapter, teamsAi.Application].length;

process.send?.({ loaded, peak: process.resourceUsage().maxRSS / 1024 }, () => process.exit(0));

import { actors } from '@tracker/actors';
import { agenda } from '@tracker/agenda';
import { agreements } from '@tracker/agreements';
import { aid } from '@tracker/aid';
import { assessments } from '@tracker/assessments';
import { attacks } from '@tracker/attacks';
import { audit } from '@tracker/audit';
import { conflicts } from '@tracker/conflicts';
import { map } from '@tracker/map';
import { measures } from '@tracker/measures';
import { meetings } from '@tracker/meetings';
import { places } from '@tracker/places';
import type { Feature } from '@tracker/projections';
import { entriesModel, findingsModel, namesModel, reviewsModel, tiesModel, type Explaining } from '@tracker/reading';
import { regions } from '@tracker/regions';
import { review } from '@tracker/review';
import { series } from '@tracker/series';
import { sources } from '@tracker/sources';
import { statements } from '@tracker/statements';
import { status } from '@tracker/status';
import { territory } from '@tracker/territory';
import { timeline } from '@tracker/timeline';

const recording: readonly (Feature & Explaining)[] = [
  conflicts,
  actors,
  places,
  sources,
  meetings,
  statements,
  attacks,
  agreements,
  measures,
  territory,
  aid,
  series,
  assessments,
];

/** Every kind of stream. */
export const streams = recording.flatMap((feature) => feature.streams);

/** Where claims of all of them rival. */
export const rivalries = recording.flatMap((feature) => feature.rivalries ?? []);

/** What has read models of its own. */
const reading: readonly Feature[] = [...recording, review, agenda, status, timeline(streams), map, regions];

/** Every read model, those of the kernel first. */
export const readModels = [
  namesModel(streams),
  reviewsModel(streams),
  tiesModel(streams),
  findingsModel(streams),
  entriesModel(streams),
  ...reading.flatMap((feature) => feature.readModels),
];

/** Every feature and view of the service; a new one is added in this file and nowhere else. */
export const features: readonly Feature[] = [...reading, audit(readModels)];

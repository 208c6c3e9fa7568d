import { actors } from '@tracker/actors';
import { agenda } from '@tracker/agenda';
import { attacks } from '@tracker/attacks';
import { conflicts } from '@tracker/conflicts';
import { meetings } from '@tracker/meetings';
import { places } from '@tracker/places';
import type { Feature } from '@tracker/projections';
import { namesModel } from '@tracker/reading';
import { sources } from '@tracker/sources';
import { statements } from '@tracker/statements';
import { status } from '@tracker/status';
import { timeline } from '@tracker/timeline';

const recording: readonly Feature[] = [conflicts, actors, places, sources, meetings, statements, attacks];

/** Every kind of stream. */
export const streams = recording.flatMap((feature) => feature.streams);

/** Every feature and view of the service; a new one is added here and nowhere else. */
export const features: readonly Feature[] = [...recording, agenda, status, timeline(streams)];

/** Every read model, names first. */
export const readModels = [namesModel(streams), ...features.flatMap((feature) => feature.readModels)];

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Catalogue } from '@tracker/event-store';
import { eventComponents } from './openapi-events';
import { problemComponents } from './openapi-problems';
import { completeOperations, viewComponents } from './openapi-views';

const DOCUMENT_PATH = 'v1/openapi.json';
const PAGE_PATH = 'v1/docs';

const DESCRIPTION = `An append-only, verifiable record of a conflict: what reports say happened, who says so, what is known now and what was known then.

Facts go in as events, through one door: \`POST /v1/conflicts/{conflict}/events\`. They come out of views, each of which answers as of any position of the log (\`asOf\`), and names the position at which its answer holds (\`Log-Position\`). Whatever goes wrong is answered with a problem document (RFC 9457) with a stable \`code\`.`;

/** Serves the API's description, generated from the code, at /v1/openapi.json, and a page to browse it at /v1/docs. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup(PAGE_PATH, app, () => openApiDocument(app), {
    jsonDocumentUrl: DOCUMENT_PATH,
    raw: ['json'],
    customSiteTitle: 'Conflict Tracker API',
    // Its default sends the document to a server elsewhere.
    swaggerOptions: { validatorUrl: null, docExpansion: 'none', deepLinking: true },
  });
}

/** The OpenAPI 3.1 document of everything the application answers to. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.1')
    .setTitle('Conflict Tracker')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    autoTagControllers: false,
    operationIdFactory: operationIdOf,
  });
  completeOperations(document, app, operationIdOf);
  const { schemas, ...problem } = problemComponents();
  const views = viewComponents();
  document.components = {
    ...document.components,
    ...problem,
    ...views,
    schemas: { ...document.components?.schemas, ...schemas, ...views.schemas, ...eventComponents(app.get(Catalogue)) },
  };
  return document;
}

/** `AttacksController`, `list` becomes `attacksList`. */
function operationIdOf(controller: string, method: string): string {
  const name = controller.replace(/Controller$/, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

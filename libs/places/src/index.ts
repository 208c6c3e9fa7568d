export { PlaceRow, placesModel } from './place.tables';
export { places } from './places.module';

/**
 * JSON whose long texts stay in the bytes they came in. A request is a few short fields and two pictures of megabytes in
 * base64: as strings those would be copied and converted at every step, as slices of the event's bytes they are copied
 * once, into the request to BFL. The parser is Jackson's, and so are its limits and its errors.
 */
package io.fluxfill.json;

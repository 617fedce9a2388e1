/**
 * A face of the function: one kind of event, and how it is answered. What faces share is here too: how failures get their
 * names, and how answers stay within Lambda's limit.
 */
package io.fluxfill.face;

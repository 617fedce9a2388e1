package io.fluxfill.page;

/**
 * A file of the page.
 *
 * @param contentType its type, as HTTP has it
 * @param text what is in it
 */
public record PageFile(String contentType, String text) {}

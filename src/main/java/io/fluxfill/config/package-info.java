/** The settings of {@code infra/settings.md}: read, checked, and told of by name when wrong. */
package io.fluxfill.config;

/** The settings of section "Configuration" of the README: read, checked, and told of by key when wrong. */
package io.fluxfill.config;

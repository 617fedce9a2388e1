package io.fluxfill.dev.standin;

import java.util.Map;

/**
 * A call that tells of a finished task.
 *
 * @param body the task's last body
 * @param proof a header that proves who calls, or none
 * @param times how often it is made
 */
record WebhookCall(byte[] body, Map<String, String> proof, int times) {}

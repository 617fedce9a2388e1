/**
 * The function among misbehaving neighbours: BFL and DynamoDB that refuse, reset, drip, keep silent and lose answers, a Lambda
 * that kills, freezes and repeats, and callers that all ask at once. Each run has a seed, by which it can be played again.
 */
package io.fluxfill.chaos;

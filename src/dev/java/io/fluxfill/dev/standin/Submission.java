package io.fluxfill.dev.standin;

import java.math.BigInteger;

/**
 * What the stand-in needs of a request that keeps the rules.
 *
 * @param image base64
 * @param mask base64, or null
 * @param prompt what was asked for, empty where nothing was
 * @param seed null for one of the stand-in's choosing
 * @param outputFormat {@code jpeg}, {@code png} or {@code webp}
 * @param webhookUrl or null
 * @param webhookSecret or null
 */
record Submission(
        String image,
        String mask,
        Prompt prompt,
        BigInteger seed,
        String outputFormat,
        String webhookUrl,
        String webhookSecret) {}

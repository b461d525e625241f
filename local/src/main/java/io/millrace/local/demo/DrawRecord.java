package io.millrace.local.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A draw, as the lottery writes it to its stream.
 *
 * @param drawId identifies the draw; equal for duplicates
 * @param windowEnd end of the draw's time window, in epoch milliseconds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DrawRecord(String drawId, long lotteryId, long windowStart, long windowEnd, long winner, long entries) {}

package io.millrace.local.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A draw as the lottery writes it.
 *
 * @param drawId the same for every copy of the same draw
 * @param windowEnd end of the draw's time window, in epoch milliseconds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Draw(String drawId, long lotteryId, long windowStart, long windowEnd, long winner, long entries) {}

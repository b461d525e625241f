package io.millrace.infra;

import io.millrace.constructs.flink.FlinkApplicationProps;
import java.time.Duration;
import java.util.Map;

/**
 * The lottery's settings: the window of a draw, and the secret key of the draws.
 *
 * @param drawKeyVersions environment's name to the id of the version of its draw key. In an environment without one, the
 *     job takes the current version whenever it starts
 */
record LotteryOverrides(Map<String, String> drawKeyVersions) implements JobApplication.Overrides {
    /**
     * The pinned versions, as in {@code Map.of("prod", "9d4cb84b-ad69-40c0-a0ab-cead36b967e8")}. Pin an environment's
     * version before its key is rotated: docs/operating.md, "Rotate the draw key".
     */
    static final Map<String, String> DRAW_KEY_VERSIONS = Map.of();

    LotteryOverrides {
        drawKeyVersions = Map.copyOf(drawKeyVersions);
    }

    @Override
    public void apply(FlinkApplicationProps.Builder application, StateStack state, StageConfig config) {
        application.setting("draw.window", Duration.ofSeconds(10));
        String version = drawKeyVersions.get(config.name());
        if (version == null) {
            application.secret("draw.key", state.drawKey());
        } else {
            application.secret("draw.key", state.drawKey(), version);
        }
    }
}

package io.millrace.promises;

/** The suite against a stage in an AWS account. {@code deploy/promises} runs it; the build does not. */
class AwsPromisesIT extends StagePromises {
    AwsPromisesIT() {
        super(CheckedStage.ofSystemProperties());
    }

    @Override
    protected Target connect(CheckedStage stage) {
        return AwsTarget.connect(stage);
    }
}

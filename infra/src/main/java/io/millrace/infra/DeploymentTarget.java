package io.millrace.infra;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Environment;

/**
 * The AWS account and region of a stage, or neither: then it is deployed to those of its deployer.
 *
 * @param account 12 digits, or null
 * @param region a region's name such as {@code eu-central-1}, or null
 */
record DeploymentTarget(@Nullable String account, @Nullable String region) {
    static final DeploymentTarget OF_THE_DEPLOYER = new DeploymentTarget(null, null);

    private static final Pattern FORM = Pattern.compile("aws://([0-9]{12})/([a-z]{2}(?:-[a-z]+)+-[0-9])");

    DeploymentTarget {
        if ((account == null) != (region == null)) {
            throw new IllegalArgumentException("account and region must be given together or not at all");
        }
    }

    /**
     * Reads {@code aws://<account>/<region>}, as {@code cdk bootstrap} takes it.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    static DeploymentTarget parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "target must look like 'aws://123456789012/eu-central-1', got '" + text + "'");
        }
        return new DeploymentTarget(matcher.group(1), matcher.group(2));
    }

    /** Empty for {@link #OF_THE_DEPLOYER}. */
    Optional<Environment> environment() {
        return account == null
                ? Optional.empty()
                : Optional.of(
                        Environment.builder().account(account).region(region).build());
    }
}

package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.pipeline.GitLabProviderProps.Origin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.OidcProviderNative;
import software.amazon.awscdk.services.iam.WebIdentityPrincipal;
import software.constructs.Construct;

/**
 * The OpenID Connect provider of IAM with which an account trusts the tokens of a GitLab. It permits nothing by itself;
 * {@link GitLabDeployRole} does. An account has one provider for each GitLab, in all regions.
 */
public final class GitLabProvider extends Construct {
    private final String url;
    private final String providerArn;

    public GitLabProvider(Construct scope, String id, GitLabProviderProps props) {
        super(scope, id);
        this.url = requireNonNull(props, "props is null").url();
        this.providerArn = props.origin() == Origin.EXISTING
                ? Stack.of(this)
                        .formatArn(ArnComponents.builder()
                                .service("iam")
                                .region("")
                                .resource("oidc-provider")
                                .resourceName(issuer())
                                .build())
                : OidcProviderNative.Builder.create(this, "Resource")
                        .url(url)
                        .clientIds(List.of(url))
                        // without it no role can be assumed, so it survives a stack that is deleted by mistake
                        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                        .build()
                        .getOidcProviderArn();
    }

    public String providerArn() {
        return providerArn;
    }

    /**
     * The principal of a project's jobs that run for one of the refs.
     *
     * @see <a href="https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload">the token's payload</a>
     */
    IPrincipal jobs(String project, List<GitLabRef> refs) {
        List<String> subjects = refs.stream()
                .map(ref -> "project_path:" + project + ":" + ref.claim())
                .toList();
        Map<String, Object> exactly = new TreeMap<>(Map.of(issuer() + ":aud", url));
        Map<String, Object> alike = new TreeMap<>();
        boolean patterns = refs.stream().anyMatch(GitLabRef::isPattern);
        (patterns ? alike : exactly).put(issuer() + ":sub", subjects.size() == 1 ? subjects.get(0) : subjects);
        return new WebIdentityPrincipal(
                providerArn,
                Map.of("StringEquals", exactly, "StringLike", alike).entrySet().stream()
                        .filter(condition -> !condition.getValue().isEmpty())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The URL without its scheme, as IAM names the provider. */
    private String issuer() {
        return url.substring("https://".length());
    }
}

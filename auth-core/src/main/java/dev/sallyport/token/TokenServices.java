package dev.sallyport.token;

import dev.sallyport.environment.Environment;
import dev.sallyport.secret.DerivedKeys;
import dev.sallyport.secret.Vault;

/**
 * The services of tokens, made from one policy. Safe for use by many threads.
 *
 * @param revoked single tokens that were revoked before their end
 */
public record TokenServices(
        TokenPolicy policy,
        SigningKeys signingKeys,
        AccessTokens accessTokens,
        PrivateTokens privateTokens,
        RevokedTokens revoked) {

    /** @param signingKeys of the same policy, loaded */
    public static TokenServices open(
            SigningKeys signingKeys,
            TokenPolicy policy,
            RevokedTokenStore revoked,
            DerivedKeys derived,
            Vault vault,
            Environment environment) {
        return new TokenServices(
                policy,
                signingKeys,
                new AccessTokens(policy, signingKeys, vault, environment.clock(), environment.random()),
                new PrivateTokens(derived.of(DerivedKeys.PRIVATE_TOKENS), policy.issuer(), policy.audience()),
                new RevokedTokens(revoked, environment));
    }
}

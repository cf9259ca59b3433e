package dev.sallyport.user;

import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultStore;

/** What users are kept in, and what seals their secrets. */
public record UserBackends(
        UserStore users, AttemptStore attempts, SecondFactorStore secondFactors, VaultStore kept, Vault vault) {}

package dev.sallyport.testing;

import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimiter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

class LocalRateLimiterTest extends RateLimiterContract {
    @Override
    protected List<RateLimiter> newLimiters(InstantSource time) {
        return List.of(new LocalRateLimiter(time, new SecureRandom()));
    }
}

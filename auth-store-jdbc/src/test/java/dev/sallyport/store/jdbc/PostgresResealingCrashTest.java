package dev.sallyport.store.jdbc;

class PostgresResealingCrashTest extends ResealingCrashContract {
    @Override
    String url() {
        return Postgres.newSchema().getURL();
    }
}

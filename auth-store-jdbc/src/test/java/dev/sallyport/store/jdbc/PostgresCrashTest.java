package dev.sallyport.store.jdbc;

class PostgresCrashTest extends CrashContract {
    @Override
    String url() {
        return Postgres.newSchema().getURL();
    }
}

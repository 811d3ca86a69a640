//! A bucket as a store.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};

use crate::place::Bucket;

const RETRY_MAX: Duration = Duration::from_secs(40);

/// Opens a bucket. That it is there and the keys are right shows when the first file comes in.
pub fn open(bucket: &Bucket) -> Result<Arc<dyn ObjectStore>, String> {
    // One provider of encryption for the whole program, the one that mails use; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let plain = bucket.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://"));
    // A job of the courier is its own for two minutes, and a person does not wait as long either.
    let retry = RetryConfig { retry_timeout: RETRY_MAX, ..RetryConfig::default() };
    let mut builder = AmazonS3Builder::from_env()
        .with_retry(retry)
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_client_options(ClientOptions::new().with_allow_http(plain));
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(keys) = &bucket.keys {
        builder = builder.with_access_key_id(&keys.id).with_secret_access_key(&keys.secret);
    }
    let told = |error: object_store::Error| format!("The bucket “{}” cannot be used: {error}.", bucket.name);
    let store = builder.build().map_err(told)?;
    let prefix = Path::parse(&bucket.prefix)
        .map_err(|error| format!("“{}” cannot begin the names in a bucket: {error}.", bucket.prefix))?;
    Ok(Arc::new(PrefixStore::new(store, prefix)))
}

"""The fields and expansions that each of X's two OpenAPI documents accepts."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


USER_FIELDS_2_166 = _words(
    """
    affiliation confirmed_email connection_status created_at description entities id is_identity_verified location most_recent_tweet_id
    name parody pinned_tweet_id profile_banner_url profile_image_url protected public_metrics receives_your_dm subscription
    subscription_type url username verified verified_followers_count verified_type withheld
    """
)
USER_EXPANSIONS_2_166 = _words("affiliation.user_id most_recent_tweet_id pinned_tweet_id")
POST_FIELDS_2_166 = _words(
    """
    article attachments author_id card_uri community_id context_annotations conversation_id created_at display_text_range edit_controls
    edit_history_tweet_ids entities geo id in_reply_to_user_id lang matched_media_notes media_metadata non_public_metrics
    note_request_suggestions note_tweet organic_metrics paid_partnership possibly_sensitive promoted_metrics public_metrics
    referenced_tweets reply_settings scopes source suggested_source_links suggested_source_links_with_counts text withheld
    """
)
POST_EXPANSIONS_2_166 = _words(
    """
    article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet attachments.poll_ids author_id
    edit_history_tweet_ids entities.mentions.username geo.place_id in_reply_to_user_id entities.note.mentions.username
    referenced_tweets.id referenced_tweets.id.attachments.media_keys referenced_tweets.id.author_id
    """
)
PROBLEMS_2_166 = _words(
    """
    client-disconnected client-forbidden conflict disallowed-resource duplicate-rules invalid-request invalid-rules noncompliant-rules
    not-authorized-for-field not-authorized-for-resource operational-disconnect resource-not-found resource-unavailable rule-cap
    streaming-connection unsupported-authentication usage-capped
    """
)
USER_FIELDS_2_167 = _words(
    """
    confirmed_email connection_status created_at description entities id is_identity_verified location name parody profile_banner_url
    profile_image_url protected public_metrics receives_your_dm subscribes_to_you subscription subscription_type url username verified
    verified_followers_count verified_type withheld
    """
)
USER_EXPANSIONS_2_167 = _words("affiliation most_recent_post_id pinned_post_id")
POST_FIELDS_2_167 = _words(
    """
    article article_title attachments card_uri community_id context_annotations conversation_id created_at display_text_range
    edit_controls entities geo id lang matched_media_notes media_metadata non_public_metrics note_post note_request_suggestions
    organic_metrics paid_partnership possibly_sensitive promoted_metrics public_metrics reply_settings scopes source
    suggested_source_links suggested_source_links_with_counts text withheld
    """
)
POST_EXPANSIONS_2_167 = _words(
    """
    article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet attachments.poll_ids author_id
    edit_history_post_ids entities.mentions.username geo.place_id in_reply_to_user_id referenced_posts username
    """
)
PROBLEMS_2_167 = _words(
    """
    disallowed-resource field-hydration-failure field-unauthorized internal-error invalid-request not-authorized-for-field
    not-authorized-for-resource resource-not-found resource-unavailable
    """
)

MEDIA_FIELDS = _words(
    """
    alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url promoted_metrics public_metrics type url
    variants width
    """
)
POLL_FIELDS = _words("duration_minutes end_datetime id options voting_status")
PLACE_FIELDS = _words("contained_within country country_code full_name geo id name place_type")

package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// ProductImage is a stored picture of a product.
type ProductImage struct {
	ProductImageFields
	ProductID    int64      `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"Product the picture belongs to."`
	ImageFile    string     `json:"image_file,omitzero" jsonschema:"title=Image file" jsonschema_description:"Path of the stored file."`
	URLZoom      string     `json:"url_zoom,omitzero" jsonschema:"title=Zoom URL" jsonschema_description:"Web address of the largest size."`
	URLStandard  string     `json:"url_standard,omitzero" jsonschema:"title=Standard URL" jsonschema_description:"Web address of the size for product pages."`
	URLThumbnail string     `json:"url_thumbnail,omitzero" jsonschema:"title=Thumbnail URL" jsonschema_description:"Web address of the size for lists."`
	URLTiny      string     `json:"url_tiny,omitzero" jsonschema:"title=Tiny URL" jsonschema_description:"Web address of the smallest size."`
	DateModified value.Date `json:"date_modified,omitzero" jsonschema:"title=Date modified" jsonschema_description:"When the picture last changed."`
}

// ProductImageFields are a picture's fields that are read and written in the same form.
type ProductImageFields struct {
	ID          value.Optional[int64]  `json:"id,omitzero" jsonschema:"title=Image ID,minimum=1" jsonschema_description:"Number of an existing picture; leave it out to add one."`
	ImageURL    value.Optional[string] `json:"image_url,omitzero" jsonschema:"title=Image URL,maxLength=255,example=https://example.com/journal.jpg" jsonschema_description:"Web address BigCommerce fetches the picture from; at most 8 MB."`
	IsThumbnail value.Optional[bool]   `json:"is_thumbnail,omitzero" jsonschema:"title=Thumbnail" jsonschema_description:"Whether the picture stands for the product in lists."`
	SortOrder   value.Optional[int64]  `json:"sort_order,omitzero" jsonschema:"title=Sort order,minimum=-2147483648,maximum=2147483647" jsonschema_description:"Place among the pictures; lower comes first."`
	Description value.Optional[string] `json:"description,omitzero" jsonschema:"title=Description" jsonschema_description:"Text for those who cannot see the picture." clear:"text"`
}

// ProductVideo is a stored video of a product.
type ProductVideo struct {
	ProductVideoFields
	ProductID int64  `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"Product the video belongs to."`
	Length    string `json:"length,omitzero" jsonschema:"title=Length" jsonschema_description:"Playing time, such as 01:32."`
}

// ProductVideoFields are a video's fields that are read and written in the same form.
type ProductVideoFields struct {
	ID          value.Optional[int64]     `json:"id,omitzero" jsonschema:"title=Video entry ID,minimum=1" jsonschema_description:"Number of an existing entry; leave it out to add one."`
	VideoID     value.Optional[string]    `json:"video_id,omitzero" jsonschema:"title=Video ID,maxLength=25,example=z3fRu9pkuXE" jsonschema_description:"Identifier of the video on its host."`
	Type        value.Optional[VideoType] `json:"type,omitzero" jsonschema:"title=Type,example=youtube" jsonschema_description:"Host of the video."`
	Title       value.Optional[string]    `json:"title,omitzero" jsonschema:"title=Title,maxLength=255" jsonschema_description:"Title to show; blank takes the host's." clear:"text"`
	Description value.Optional[string]    `json:"description,omitzero" jsonschema:"title=Description" jsonschema_description:"Text to show; blank takes the host's." clear:"text"`
	SortOrder   value.Optional[int64]     `json:"sort_order,omitzero" jsonschema:"title=Sort order,minimum=-2147483648,maximum=2147483647" jsonschema_description:"Place among the videos; lower comes first."`
}

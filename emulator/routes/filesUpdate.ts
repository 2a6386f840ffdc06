import { listField, requiredText, textField } from '../body';
import { expiryOf, purposeOf } from './filesUpload';
import { apiRoute } from './route';

export const filesUpdate = apiRoute({
	name: 'filesUpdate',
	paths: ['/api/v1/user/files/update'],
	needs: 'file-v1',
	handle({ world, key, body }) {
		const file = world.files.findOwn(requiredText(body, 'fileUniqueId'), key.accountId);
		const name = requiredText(body, 'filename');
		if (!file) return { affectedRows: 0 };
		file.name = name;
		if (textField(body, 'purpose') !== undefined) file.purpose = purposeOf(body);
		if (textField(body, 'is_public') !== undefined) {
			file.isPublic = textField(body, 'is_public') === 'true';
		}
		if ('tags' in body.fields) file.tags = listField(body, 'tags', ',');
		file.expiresAt = expiryOf(body) ?? file.expiresAt;
		if (textField(body, 'unset_expires_at') === 'true') file.expiresAt = null;
		return { affectedRows: 1 };
	},
});
